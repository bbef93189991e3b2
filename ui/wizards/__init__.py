"""Reading orders over the document: no wizard holds an answer of its own."""
