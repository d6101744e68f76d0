"""Where partners and people stand round the factors of a map."""
