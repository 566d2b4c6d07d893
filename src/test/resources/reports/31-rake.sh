# rake ends at once on SIGTERM while its tests are in their clean-up, and the next task of some runners begins.
# source: jimweirich/rake#118, grosser/parallel_tests#523
# needs: rake
# expect: finished tests, once tests, no next
cd "$MARKERS" || exit
cat >Rakefile <<'R'
task :units do
  begin
    sh "\"$REPORTS/tool\" tests"
  rescue StandardError => error
    puts error
  end
end
task(:default => :units) { touch 'next' }
R
rake
touch next
