# go run passes no signal on and dies at once; its program is left over, or ends with half of its messages.
# source: golang/go#40467, golang/go#54868, Yelp/dumb-init#220
# needs: go
# expect: finished program, once program, no next
cd "$MARKERS" || exit
export GOTOOLCHAIN=local GO111MODULE=off
cat >main.go <<'G'
package main

import ("os"; "os/signal"; "syscall"; "time")

func mark(name string) {
	file, _ := os.OpenFile(os.Getenv("MARKERS")+"/"+name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	file.WriteString("x\n")
	file.Close()
}

func main() {
	signals := make(chan os.Signal, 9)
	signal.Notify(signals, syscall.SIGTERM)
	mark("ready")
	<-signals
	mark("program.TERM")
	go func() { for range signals { mark("program.TERM") } }()
	time.Sleep(time.Second)
	mark("program.finished")
}
G
go run main.go
touch next
