"""Place folders in and out, every fault told together."""
