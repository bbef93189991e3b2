"""The clash rules, by what they are about: each takes a `Ground` and yields clashes."""
