# puma with workers: what a worker does at its end needs the first process, which waits for its workers.
# source: puma/puma#1386, puma/puma#1926
# needs: puma
# expect: each started finished, no next
cd "$MARKERS" || exit
cat >puma.rb <<'R'
def mark(kind) = File.write("#{Process.pid}.#{kind}", '')
workers 2
bind "unix://#{ENV.fetch('MARKERS')}/web"
app { |env| [200, {}, ['hello']] }
on_worker_boot do
  mark('started')
  File.write('ready', '') if Dir.glob('*.started').size == 2
end
on_worker_shutdown do
  sleep 1.5
  mark('finished')
end
R
puma --quiet --config puma.rb
touch next
