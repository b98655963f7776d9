//go:build linux && amd64

package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The code of the programs, as GNU as gives it. AX is the configuration, BX the
// data, CX the number 64; the data are the left tile, the right tile and room
// for the sums.
const (
	configured = "c4e2784900"   // ldtilecfg (%rax)
	multiplied = "c4e27b49c0" + // tilezero %tmm0
		"c4e27b4b0c0b" + // tileloadd (%rbx,%rcx,1), %tmm1
		"c4e27b4b940b00040000" + // tileloadd 1024(%rbx,%rcx,1), %tmm2
		"c4e2695ec1" + // tdpbusd %tmm2, %tmm1, %tmm0
		"90" + // nop
		"c4e2695ec1" // tdpbusd %tmm2, %tmm1, %tmm0
	stored   = "c4e27a4b840b00080000" // tilestored %tmm0, 2048(%rbx,%rcx,1)
	released = "c4e27849c0"           // tilerelease
	returned = "c3"                   // ret
	unknown  = "0f0b"                 // ud2
)

// programs are what the emulator runs in these tests.
func programs() map[string]func() error {
	return map[string]func() error{
		"product": product,
		"threads": threads,
		"signal":  waitForSignal,
		"child":   child,
		"status":  func() error { return errors.New("a status") },
		"killed":  func() error { return unix.Kill(os.Getpid(), unix.SIGKILL) },
		"leak":    func() error { return execute(configured+returned, newData(1)) },
		"unknown": func() error { return execute(unknown+returned, newData(1)) },
		"unconfigured": func() error {
			return execute(multiplied+returned, newData(1))
		},
		"unmapped": func() error {
			pages, err := unix.Mmap(-1, 0, 4096, unix.PROT_NONE, unix.MAP_ANON|unix.MAP_PRIVATE)
			if err != nil {
				return err
			}
			return execute(configured+multiplied+released+returned, (*data)(unsafe.Pointer(&pages[0])))
		},
	}
}

// data are two tiles and their product.
type data struct {
	left  [16][64]uint8
	right [16][16][4]int8
	sum   [16][16]int32
}

func newData(seed uint64) *data {
	r := rand.New(rand.NewPCG(seed, 1))
	d := new(data)
	for i := range d.left {
		for j := range d.left[i] {
			d.left[i][j] = uint8(r.Uint32())
			d.right[i][j/4][j%4] = int8(r.Uint32())
		}
	}
	return d
}

// check says whether sum is twice the product.
func (d *data) check() error {
	for i := range 16 {
		for j := range 16 {
			want := int32(0)
			for k := range 64 {
				want += 2 * int32(d.left[i][k]) * int32(d.right[k/4][j][k%4])
			}
			if d.sum[i][j] != want {
				return fmt.Errorf("row %d, column %d is %d, want %d", i, j, d.sum[i][j], want)
			}
		}
	}
	return nil
}

// execute runs code with a configuration of full tiles.
func execute(text string, d *data) error {
	memory, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return fmt.Errorf("map code: %w", err)
	}
	if _, err := hex.Decode(memory, []byte(text)); err != nil {
		return fmt.Errorf("read code: %w", err)
	}
	full := [2]byte{16, 64}
	c := config(full, full, full)
	// A function value points to the address of its code. The first arguments
	// are in AX, BX and CX (Go's src/cmd/compile/abi-internal.md).
	entry := unsafe.Pointer(&memory[0])
	function := unsafe.Pointer(&entry)
	(*(*func(config *[64]byte, d *data, stride int))(unsafe.Pointer(&function)))(&c, d, 64)
	return nil
}

// product computes one product.
func product() error {
	d := newData(1)
	if err := execute(configured+multiplied+stored+released+returned, d); err != nil {
		return err
	}
	return d.check()
}

// threads computes a product in each of several threads, all of which have
// tiles in use at the same time.
func threads() error {
	const count = 5
	errs := make(chan error, count)
	var meeting sync.WaitGroup
	meeting.Add(count)
	for i := range count {
		go func() {
			runtime.LockOSThread()
			d := newData(uint64(i))
			err := execute(configured+multiplied+returned, d)
			meeting.Done()
			meeting.Wait()
			errs <- errors.Join(err, execute(stored+released+returned, d), d.check())
		}()
	}
	var all error
	for range count {
		all = errors.Join(all, <-errs)
	}
	return all
}

// waitForSignal sends itself a signal and waits for it.
func waitForSignal() error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGUSR1)
	if err := unix.Kill(os.Getpid(), unix.SIGUSR1); err != nil {
		return err
	}
	<-signals
	return nil
}

// child runs a program of its own.
func child() error {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), "EMULATE_PROGRAM=product")
	return command.Run()
}
