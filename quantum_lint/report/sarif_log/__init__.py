"""The parts of a SARIF log, built from the object model of sarif-om."""
