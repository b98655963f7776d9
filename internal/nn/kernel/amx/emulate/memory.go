//go:build linux && amd64

package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// memory is that of the process a thread belongs to.
type memory struct{ tid int }

// direction says which way bytes go.
type direction func(pid int, local []unix.Iovec, remote []unix.RemoteIovec, flags uint) (int, error)

// move moves rows of bytes between this process and places in memory that are
// stride bytes apart. It heeds the protection of pages.
func (m memory) move(way direction, rows [][]byte, address, stride uint64) error {
	local, remote := make([]unix.Iovec, len(rows)), make([]unix.RemoteIovec, len(rows))
	total := 0
	for i, row := range rows {
		local[i].Base = &row[0]
		local[i].SetLen(len(row))
		remote[i] = unix.RemoteIovec{Base: uintptr(address + uint64(i)*stride), Len: len(row)}
		total += len(row)
	}
	n, err := way(m.tid, local, remote, 0)
	switch {
	case err == unix.EFAULT:
		return page(address)
	case err != nil:
		return fmt.Errorf("move memory of thread %d: %w", m.tid, err)
	case n < total:
		width := len(rows[0])
		return page(address + uint64(n/width)*stride + uint64(n%width))
	}
	return nil
}

// read fills rows.
func (m memory) read(rows [][]byte, address, stride uint64) error {
	return m.move(unix.ProcessVMReadv, rows, address, stride)
}

// write writes rows.
func (m memory) write(rows [][]byte, address, stride uint64) error {
	return m.move(unix.ProcessVMWritev, rows, address, stride)
}

// code gives up to 64 bytes of instructions, fewer where memory ends.
func (m memory) code(address uint64) []byte {
	buffer := make([]byte, 64)
	// Whole blocks of 64 bytes never cross into another page.
	if m.read([][]byte{buffer}, address, 0) == nil {
		return buffer
	}
	buffer = buffer[:64-address%64]
	if m.read([][]byte{buffer}, address, 0) == nil {
		return buffer
	}
	return nil
}
