# rspec: an abort while an example waits for a command; its hooks run when that has ended, or the next example begins.
# source: rspec/rspec-core#3053, buildkite/rspec-buildkite#4
# needs: rspec
# expect: finished fixture, once fixture, no second, no next
cd "$MARKERS" || exit
cat >x_spec.rb <<'R'
describe 'x' do
  it('is first') { system("#{ENV['REPORTS']}/tool", 'fixture') }
  it('is second') { File.write('second', '') }
end
R
rspec --order defined x_spec.rb
touch next
