"""What a board reads: charts and papers."""
