# A program of asyncio that cancels its tasks on SIGTERM, and ends the command of each: the command has its own clean-up.
# source: python/cpython#103847, python/cpython#88050
# needs: /usr/bin/python3
# expect: finished tool, once tool, mark cancelled, no next
cd "$MARKERS" || exit
cat >main.py <<'P'
import asyncio, os, signal
async def work():
    tool = await asyncio.create_subprocess_exec(os.environ['REPORTS'] + '/tool', 'tool', stdout=asyncio.subprocess.PIPE)
    try:
        await tool.communicate()
        open('next', 'w').close()
    except asyncio.CancelledError:
        tool.terminate()
        await tool.wait()
        open('cancelled', 'w').close()
        raise
async def main():
    task = asyncio.current_task()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await work()
try: asyncio.run(main())
except asyncio.CancelledError: pass
P
/usr/bin/python3 main.py
touch next
