"""Who works with whom: where ties cross a boundary, who brokers, whose leaving cuts the network."""
