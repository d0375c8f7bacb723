"""Scripts that keep the documents of this repository true; none of them is part of the package."""
