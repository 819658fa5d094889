#!/bin/sh
# Starts the Workers runtime and leaves word of its process, for the one who ends it should we be gone (see runtime-guard.mjs).
echo $$ >"$TAPPA_WORKERD_PID_FILE"
exec "$TAPPA_WORKERD" "$@"
