# Its input is a pipe from the launcher; it ends when the launcher does, however it does.
trap '' HUP INT TERM
while read -r _; do :; done

cd "$1" || exit 0
others=
database=
for file in *.pid; do
  [ -f "$file" ] || continue
  read -r pid _ < "$file"
  [ -n "$pid" ] || continue
  case $file in
    postgres.pid) database=$pid ;;
    *) others="$others $pid" ;;
  esac
done

# ended SECONDS PID...: waits until none of them is left
ended() {
  tenths=$(($1 * 10))
  shift
  while [ "$tenths" -gt 0 ]; do
    kill -0 "$@" 2>/dev/null || return 0
    sleep 0.1
    tenths=$((tenths - 1))
  done
  return 1
}

if [ -n "$others" ]; then
  kill -TERM $others 2>/dev/null
  for pid in $others; do
    ended 5 "$pid" || kill -KILL -- "-$pid" "$pid" 2>/dev/null
  done
fi
if [ -n "$database" ]; then
  kill -INT "$database" 2>/dev/null # the fast shutdown
  ended 20 "$database" || kill -QUIT "$database" 2>/dev/null
  ended 5 "$database" || kill -KILL "$database" 2>/dev/null
fi
