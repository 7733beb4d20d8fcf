"""What the words of a text say in any language: numbers, dates, quantities, negations, names. Knows nobody."""
