"""How do services of other houses hand in signals, each signing in its own way? One file per service.

Each answers two questions: `check` (is this message from that service, whole and from now? raises `Untrusted`) and
`events_of` (which CloudEvents does it hold? raises `bodies.Unreadable` or `bodies.TooLarge`). Whatever they hand in
stands under `/intake/{source}`, so that no service can speak for another.
"""
