//go:build linux && amd64

package main

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// config gives the operand of LDTILECFG for tiles of rows and bytes.
func config(sizes ...[2]byte) [64]byte {
	c := [64]byte{0: 1}
	for i, s := range sizes {
		c[48+i], c[16+2*i] = s[0], s[1]
	}
	return c
}

func TestConfigure(t *testing.T) {
	good := config([2]byte{3, 64}, [2]byte{0, 0}, [2]byte{16, 4})
	var state tiles
	if err := state.configure(&good); err != nil || !state.configured || state.all[2].rows != 16 || state.all[2].width != 4 {
		t.Fatalf("%+v, %v", state, err)
	}
	for what, change := range map[string]func(c *[64]byte){
		"palette 2":         func(c *[64]byte) { c[0] = 2 },
		"start row":         func(c *[64]byte) { c[1] = 1 },
		"reserved":          func(c *[64]byte) { c[15] = 1 },
		"width of tile 8":   func(c *[64]byte) { c[32] = 64 },
		"rows of tile 8":    func(c *[64]byte) { c[56] = 16 },
		"17 rows":           func(c *[64]byte) { c[48] = 17 },
		"65 bytes":          func(c *[64]byte) { c[16] = 65 },
		"320 bytes":         func(c *[64]byte) { c[17] = 1 },
		"rows, no width":    func(c *[64]byte) { c[49] = 1 },
		"width, but no row": func(c *[64]byte) { c[18] = 4 },
	} {
		bad := good
		change(&bad)
		var f *fault
		if err := state.configure(&bad); !errors.As(err, &f) || f.signal != unix.SIGSEGV || !state.configured {
			t.Errorf("%s: %v", what, err)
		}
	}
	initial := [64]byte{}
	if err := state.configure(&initial); err != nil || state.configured {
		t.Errorf("palette 0: %v", err)
	}
}

func TestUse(t *testing.T) {
	var state tiles
	if _, err := state.use(0); err == nil {
		t.Error("a tile is usable before any is configured")
	}
	c := config([2]byte{3, 64}, [2]byte{0, 0}, [2]byte{16, 6})
	if err := state.configure(&c); err != nil {
		t.Fatal(err)
	}
	for i, usable := range []bool{true, false, false, false} {
		if _, err := state.use(i); (err == nil) != usable {
			t.Errorf("tile %d: %v", i, err)
		}
	}
}

// TestMultiply compares with products one by one, for tiles that are not full.
func TestMultiply(t *testing.T) {
	const rows, inner, columns = 5, 12, 7
	r := rand.New(rand.NewPCG(1, 2))
	c := config([2]byte{rows, 4 * columns}, [2]byte{rows, inner}, [2]byte{inner / 4, 4 * columns}, [2]byte{rows, 64})
	var state tiles
	if err := state.configure(&c); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		for _, row := range state.all[i].bytes() {
			for j := range row {
				row[j] = byte(r.Uint32())
			}
		}
	}
	before := state
	if err := state.multiply(0, 1, 2); err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		for j := range columns {
			want := int32(binary.LittleEndian.Uint32(before.all[0].data[i][4*j:]))
			for k := range inner {
				want += int32(before.all[1].data[i][k]) * int32(int8(before.all[2].data[k/4][4*j+k%4]))
			}
			if got := int32(binary.LittleEndian.Uint32(state.all[0].data[i][4*j:])); got != want {
				t.Errorf("row %d, column %d is %d, want %d", i, j, got, want)
			}
		}
	}
	for _, wrong := range [][3]int{{0, 0, 2}, {0, 1, 1}, {1, 2, 1}, {3, 1, 2}, {0, 2, 1}, {0, 3, 2}, {0, 1, 3}, {0, 1, 5}} {
		var f *fault
		if err := state.multiply(wrong[0], wrong[1], wrong[2]); !errors.As(err, &f) || f.signal != unix.SIGILL {
			t.Errorf("tiles %v: %v", wrong, err)
		}
	}
}

// TestMemory moves rows within this process and stops where memory ends.
func TestMemory(t *testing.T) {
	page := os.Getpagesize()
	pages, err := unix.Mmap(-1, 0, 2*page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Munmap(pages) })
	if err := unix.Mprotect(pages[page:], unix.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	m, end := memory{os.Getpid()}, uint64(uintptr(unsafe.Pointer(&pages[0])))+uint64(page)
	rows := [][]byte{{1, 2, 3, 4}, {5, 6, 7, 8}}
	if err := m.write(rows, end-104, 100); err != nil {
		t.Fatal(err)
	}
	back := [][]byte{make([]byte, 4), make([]byte, 4)}
	if err := m.read(back, end-104, 100); err != nil || back[0][3] != 4 || back[1][0] != 5 || pages[page-1] != 8 {
		t.Errorf("%v, %v", back, err)
	}
	for what, err := range map[string]error{
		"read":  m.read(back, end-100, 100),
		"write": m.write(rows, end-100, 100),
	} {
		var f *fault
		if !errors.As(err, &f) || f.signal != unix.SIGSEGV || f.address != end {
			t.Errorf("%s: %v, want a fault at %#x", what, err, end)
		}
	}
	if got := len(m.code(end - 10)); got != 10 {
		t.Errorf("%d bytes of code, want 10", got)
	}
}
