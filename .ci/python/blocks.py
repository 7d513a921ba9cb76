"""Runs the Python blocks of a Markdown file, one after another, in one namespace."""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
blocks = list(re.finditer(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
assert blocks, "no blocks"
names = {"__name__": "__main__"}
for block in blocks:
    first = text.count("\n", 0, block.start(1))
    exec(compile("\n" * first + block[1], sys.argv[1], "exec"), names)  # Tracebacks have the lines of the page.
