# Runs PostgreSQL's server, given as arguments, in the foreground and ends it when the standard input, which
# the parent holds, reaches its end: however the parent dies, no server is left behind.
# SIGTERM to this script means a fast shutdown (SIGINT) of the server.
exec 3<&0 </dev/null
if command -v setsid >/dev/null 2>&1; then
  # Its own session: a Ctrl-C in the terminal is for the parent, which stops things in order.
  setsid "$@" 3<&- &
else
  "$@" 3<&- &
fi
server=$!
trap 'kill -INT $server 2>/dev/null' TERM
trap '' INT HUP
(
  trap '' TERM
  while read -r _ <&3; do :; done
  kill -INT $server 2>/dev/null
  left=5
  while [ $left -gt 0 ] && kill -0 $server 2>/dev/null; do
    sleep 1
    left=$((left - 1))
  done
  kill -QUIT $server 2>/dev/null
) >/dev/null 2>&1 &
watch=$!
exec 3<&-
while :; do
  wait $server
  code=$?
  kill -0 $server 2>/dev/null || break
done
kill -9 $watch 2>/dev/null
wait $watch 2>/dev/null
exit $code
