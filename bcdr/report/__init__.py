"""The plan that leaves the room: one content, written as Excel, HTML, CSV and JSON."""
