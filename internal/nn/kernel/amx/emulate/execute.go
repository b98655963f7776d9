//go:build linux && amd64

package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// emulate does the AMX instructions at which a thread has stopped with SIGILL,
// one after the other, and gives the signal with which it goes on: none, or the
// one it stopped at if the instruction is not of AMX, or that of a fault.
func emulate(tid int, state *tiles) (syscall.Signal, error) {
	var regs unix.PtraceRegs
	if err := unix.PtraceGetRegs(tid, &regs); err != nil {
		return 0, fmt.Errorf("read registers of thread %d: %w", tid, err)
	}
	m := memory{tid}
	code := m.code(regs.Rip)
	in, known := decode(code)
	if !known {
		return unix.SIGILL, nil
	}
	var err error
	for known && err == nil {
		if err = state.execute(in, &regs, m); err == nil {
			regs.Rip += uint64(in.length)
			code = code[in.length:]
			in, known = decode(code)
		}
	}
	if err := unix.PtraceSetRegs(tid, &regs); err != nil {
		return 0, fmt.Errorf("write registers of thread %d: %w", tid, err)
	}
	if err == nil {
		return 0, nil
	}
	var f *fault
	if !errors.As(err, &f) {
		return 0, err
	}
	fmt.Fprintf(os.Stderr, "emulate: %v at %#x: %v\n", in.operation, regs.Rip, f)
	return f.signal, f.announce(tid)
}

// execute does one instruction. Registers are those before it.
func (t *tiles) execute(in instruction, regs *unix.PtraceRegs, m memory) error {
	switch in.operation {
	case ldtilecfg:
		var config [64]byte
		if err := m.read([][]byte{config[:]}, in.address(regs), 0); err != nil {
			return err
		}
		return t.configure(&config)
	case tilerelease:
		*t = tiles{}
		return nil
	case tdpbusd:
		return t.multiply(in.tile, in.left, in.right)
	}
	u, err := t.use(in.tile)
	if err != nil {
		return err
	}
	switch in.operation {
	case tilezero:
		u.clear()
	case tileloadd:
		u.clear()
		return m.read(u.bytes(), in.address(regs), in.stride(regs))
	case tilestored:
		return m.write(u.bytes(), in.address(regs), in.stride(regs))
	}
	return nil
}

// bytes gives the configured part of a tile, row by row.
func (t *tile) bytes() [][]byte {
	rows := make([][]byte, t.rows)
	for i := range rows {
		rows[i] = t.data[i][:t.width]
	}
	return rows
}

// address gives the address of the operand in memory, without the index.
func (in instruction) address(regs *unix.PtraceRegs) uint64 {
	p := in.place
	address := uint64(p.offset)
	switch p.base {
	case none:
	case pointer:
		address += regs.Rip + uint64(in.length)
	default:
		address += register(regs, p.base)
	}
	if in.operation == ldtilecfg {
		address += in.stride(regs)
	}
	return address
}

// stride gives the scaled index: for tiles, the distance between rows.
func (in instruction) stride(regs *unix.PtraceRegs) uint64 {
	if in.place.index == none {
		return 0
	}
	return register(regs, in.place.index) << in.place.shift
}

// register gives a general register by its number.
func register(r *unix.PtraceRegs, number int) uint64 {
	return [...]uint64{
		r.Rax, r.Rcx, r.Rdx, r.Rbx, r.Rsp, r.Rbp, r.Rsi, r.Rdi,
		r.R8, r.R9, r.R10, r.R11, r.R12, r.R13, r.R14, r.R15,
	}[number]
}
