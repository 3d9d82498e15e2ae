"""What may a policy number be? Types that carry their bounds."""

from typing import Annotated

from msgspec import Meta

Share = Annotated[float, Meta(ge=0, le=1)]
Bits = Annotated[float, Meta(ge=0, le=100)]
Factor = Annotated[float, Meta(ge=1)]
Count = Annotated[int, Meta(ge=1)]
Days = Annotated[int, Meta(ge=1, le=3_650)]
Hours = Annotated[int, Meta(ge=1, le=8_760)]
Minutes = Annotated[int, Meta(ge=1, le=1_440)]
Seconds = Annotated[int, Meta(ge=1, le=604_800)]
