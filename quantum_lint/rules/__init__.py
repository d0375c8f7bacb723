"""Code of the rules that a verb cannot say: one pure function a module, found by the name of its card."""
