"""Rules: one file each, found by :mod:`audit.rules.catalogue`, run by :mod:`audit.rules.engine`."""
