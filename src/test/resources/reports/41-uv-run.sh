# uv passes SIGTERM on to its program, which a signal to the whole process group reaches as well.
# source: astral-sh/uv#13017, astral-sh/uv#8933
# needs: uv
# expect: finished tests, once tests, no next
cd "$MARKERS" || exit
export UV_OFFLINE=1 UV_CACHE_DIR="$MARKERS/cache"
uv run --no-project --offline "$REPORTS/tool" tests
touch next
