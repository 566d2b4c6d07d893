# A parent that reads its child's output: if it ended first, the child would die of SIGPIPE.
# row: held
# needs: python3 perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
export SAY=1
python3 -c 'import subprocess, os; subprocess.run([os.environ["REPORTS"] + "/tool", "build"], capture_output=True)
open("next", "w")'
touch next
