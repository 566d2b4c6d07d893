# A tool under make, with a target that comes after it, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

command -v make >/dev/null || { echo 'needs make'; exit 77; }
make -f - <<'MAKEFILE'
deploy: build ; @. "$$EXAMPLES/common.sh"; next
build: ; @$$CK_SHELL "$$TOOL"
MAKEFILE
next
