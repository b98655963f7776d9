//go:build linux && amd64

package main

import (
	"encoding/binary"
	"fmt"
)

// The limits of palette 1.
const (
	tileCount = 8
	maxRows   = 16
	maxWidth  = 64
)

// tile is a tile register.
type tile struct {
	rows, width int // width in bytes
	data        [maxRows][maxWidth]byte
}

// tiles are the tile registers of a thread. The zero value is the initial state,
// in which nothing is configured.
type tiles struct {
	configured bool
	all        [tileCount]tile
}

// configure does LDTILECFG with its 64 bytes of memory.
func (t *tiles) configure(memory *[64]byte) error {
	palette, restart := memory[0], memory[1]
	switch {
	case palette == 0:
		*t = tiles{}
		return nil
	case palette != 1:
		return general("palette %d", palette)
	case restart != 0:
		return general("start row %d is not emulated", restart)
	}
	for _, reserved := range [][2]int{{2, 16}, {32, 48}, {56, 64}} {
		for _, b := range memory[reserved[0]:reserved[1]] {
			if b != 0 {
				return general("reserved bytes %d to %d are not zero", reserved[0], reserved[1]-1)
			}
		}
	}
	var next tiles
	for i := range next.all {
		width, rows := int(binary.LittleEndian.Uint16(memory[16+2*i:])), int(memory[48+i])
		if width > maxWidth || rows > maxRows || (width == 0) != (rows == 0) {
			return general("tile %d has %d rows of %d bytes", i, rows, width)
		}
		next.all[i].width, next.all[i].rows = width, rows
	}
	next.configured = true
	*t = next
	return nil
}

// use gives a tile that an instruction may use.
func (t *tiles) use(i int) (*tile, error) {
	switch u := &t.all[i]; {
	case !t.configured:
		return nil, invalid("no tiles are configured")
	case u.rows == 0:
		return nil, invalid("tile %d is not configured", i)
	case u.width%4 != 0:
		return nil, invalid("rows of tile %d have %d bytes", i, u.width)
	default:
		return u, nil
	}
}

// clear does TILEZERO.
func (t *tile) clear() { t.data = [maxRows][maxWidth]byte{} }

// multiply does TDPBUSD: sum += left · right, left unsigned and right signed.
func (t *tiles) multiply(sum, left, right int) error {
	if sum == left || left == right || sum == right {
		return invalid("tiles %d, %d and %d are not three", sum, left, right)
	}
	var all [3]*tile
	for i, number := range []int{sum, left, right} {
		u, err := t.use(number)
		if err != nil {
			return err
		}
		all[i] = u
	}
	s, l, r := all[0], all[1], all[2]
	if s.rows != l.rows || s.width != r.width || l.width/4 != r.rows {
		return invalid("sizes differ: sum %v, left %v, right %v", s, l, r)
	}
	for row := range s.rows {
		addProducts(&s.data[row], &l.data[row], r)
	}
	return nil
}

// addProducts adds the products of a row of unsigned numbers with a tile of
// signed ones, four at a time, to a row of sums.
func addProducts(sum, left *[maxWidth]byte, right *tile) {
	for quad := range right.rows {
		l := (*[4]byte)(left[4*quad:])
		l0, l1, l2, l3 := int32(l[0]), int32(l[1]), int32(l[2]), int32(l[3])
		for at := 0; at < right.width; at += 4 {
			r := (*[4]byte)(right.data[quad][at:])
			s := int32(binary.LittleEndian.Uint32(sum[at:]))
			s += l0*int32(int8(r[0])) + l1*int32(int8(r[1])) + l2*int32(int8(r[2])) + l3*int32(int8(r[3]))
			binary.LittleEndian.PutUint32(sum[at:], uint32(s))
		}
	}
}

// String gives the size of a tile.
func (t *tile) String() string { return fmt.Sprintf("%d rows of %d bytes", t.rows, t.width) }
