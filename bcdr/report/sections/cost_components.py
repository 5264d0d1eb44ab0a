"""What people call the components of cost."""

from collections.abc import Mapping
from typing import Final

TITLES: Final[Mapping[str, str]] = {
    "storage": "Storage",
    "storage-onward": "Storage of what is copied on",
    "instance-backup": "Backup licences",
    "instance-continuity": "Replication licences",
    "traffic": "Traffic of drills",
    "standby": "Standby compute",
    "drills": "Compute of drills",
    "staff": "Staff",
    "planned-stops": "Planned stops",
}
"""What people call the components of cost."""
