"""The map made quantitative: what if, many times, with ranges."""
