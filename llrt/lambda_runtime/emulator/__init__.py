"""A local AWS Lambda: a Runtime API that starts the runtime as Lambda does, and what Lambda puts around it (logs, time-outs,
error payloads, HTTP front door). Not on the start path of the runtime itself: heavier imports are welcome here."""
