"""What is printed: QR codes, posters, palm cards and charts, drawn as PDF and turned into pictures.

All of it blocks and takes up to a second; callers put it into a thread. The libraries are imported at first use, since
most processes never print.
"""
