"""What each stretch is: data files, and the model that validates them."""
