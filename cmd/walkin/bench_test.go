package main

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkStart is from the start of the process, on a machine where walkin
// has never run, to the chat page's answer. It is to be well below two
// seconds.
func BenchmarkStart(b *testing.B) {
	program := filepath.Join(b.TempDir(), "walkin")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		data, address := filepath.Join(b.TempDir(), fmt.Sprint(i)), freeAddress(b)
		walkin := exec.Command(program, "start", "--data", data, "--addr", address)
		b.StartTimer()
		if err := walkin.Start(); err != nil {
			b.Fatal(err)
		}
		for !answers("http://" + address) {
			time.Sleep(time.Millisecond)
		}
		b.StopTimer()
		if err := walkin.Process.Kill(); err != nil {
			b.Fatal(err)
		}
		_ = walkin.Wait() // it was killed
		b.StartTimer()
	}
}

func freeAddress(b *testing.B) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func answers(address string) bool {
	resp, err := http.Get(address)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}
