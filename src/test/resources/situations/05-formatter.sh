# A formatter, in a language that catches SIGTERM by itself, stands behind the tests: it comes to the last line.
# needs: ruby
# expect: finished tests, once tests, no next
# log: | cleans up 3
# told: [clean-kill] Aborted: SIGTERM to tool, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
export TALK='cleans up'
{
    until [ -e formatter ]; do sleep 0.1; done
    exec "$REPORTS/tool" tests
} | ruby -e 'File.write("formatter", ""); $stdout.sync = true; while line = gets; puts "| " + line; end'
touch next
