//go:build unix

package main

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A command that waits for input ends at once when it is interrupted, and what
// was read before has been written.
func TestInterrupted(t *testing.T) {
	quoth, err := exec.LookPath("quoth")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(quoth, "read", "--format", "jsonl", "-")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	in.Write([]byte(`{"id":"first","text":"“Aye,” said Ada Quill."}` + "\n"))
	buf := make([]byte, 1<<16)
	n, err := out.Read(buf) // the record comes although the input has not ended
	if err != nil || !strings.Contains(string(buf[:n]), `"id":"first"`) {
		t.Fatalf("read %q, %v", buf[:n], err)
	}
	c.Process.Signal(os.Interrupt)
	timer := time.AfterFunc(10*time.Second, func() { c.Process.Signal(syscall.SIGKILL) })
	defer timer.Stop()
	c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d, want %d (%v)", code, exitInterrupted, c.ProcessState)
	}
}
