"""What the tests share: card examples, notebooks from percent format, in-memory scans."""
