# A parent that makes a pipeline by itself has the pipe open, too, and reads none of it: it is the filter's to read.
# row: held
# needs: python3 perl
# expect: finished build, once build, mark report, no next
cd "$MARKERS" || exit
export SAY=1
cat >filter.pl <<'P'
while (<STDIN>) { $last = $_ }
open F, ">", "report" if $last =~ /FINISHED/;
P
exec python3 -c '
import os, subprocess
build = subprocess.Popen([os.environ["REPORTS"] + "/tool", "build"], stdout=subprocess.PIPE)
subprocess.run(["perl", "filter.pl"], stdin=build.stdout)
open("next", "w").close()'
