//go:build amd64 && !purego

package amx

import "unsafe"

const (
	// tileRows is the number of rows of a tile.
	tileRows = 16
	// blockRows is the number of rows of a full block: two tiles.
	blockRows = 2 * tileRows
	// tileWidth is the number of bytes of a row of a tile.
	tileWidth = 64
	// longest is how much of the inner dimension is multiplied at once if there
	// are several blocks of rows: the part of two panels that all of them use,
	// 16 KiB, stays in the first cache while activations pass through it.
	longest = 512
)

// MatMul8 is the kernel of this name in package pure.
func MatMul8(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int) {
	if rows == 0 || n == 0 {
		return
	}
	p := pass{
		w: unsafe.SliceData(w), wScale: &wScale[0], offset: &offset[0], bias: &bias[0],
		ldc: 4 * ldc, k: k, columns: 4 * n,
	}
	full := rows / blockRows * blockRows
	p.multiply(c, a, aScale, full, blockRows)
	if full < rows {
		p.multiply(c[full*ldc:], a[full*k:], aScale[full:], rows-full, rows-full)
	}
}

// multiply computes rows of c in blocks of equal size.
func (p *pass) multiply(c []float32, a []uint8, aScale []float32, rows, block int) {
	if rows == 0 {
		return
	}
	p.c, p.a, p.aScale = &c[0], unsafe.SliceData(a), &aScale[0]
	p.blocks, p.block = rows/block, block
	p.chunk = chunk(p.k, p.blocks)
	p.tiles = tilesOf(block)
	if block > tileRows {
		twoTiles(p)
	} else {
		oneTile(p)
	}
}

// chunk gives how much of the inner dimension is multiplied at once: parts as
// equal as whole tiles allow. A single block takes it whole, since nothing
// comes back to the same weights.
func chunk(k, blocks int) int {
	if blocks == 1 || k == 0 {
		return k
	}
	parts := (k + longest - 1) / longest
	return (k/tileWidth + parts - 1) / parts * tileWidth
}

// pass is what the assembly needs to compute blocks of rows of c.
type pass struct {
	c       *float32
	a       *uint8
	aScale  *float32
	w       *int8
	wScale  *float32
	offset  *int32
	bias    *float32
	ldc     int // bytes
	k       int
	chunk   int // of k
	columns int // of c, in bytes
	blocks  int
	block   int // rows of a block
	tiles   tiles
	// sums is room for the sums of a block, from the first multiple of 64 bytes
	// on.
	//lint:ignore U1000 only the assembly uses it
	sums [tileWidth + 4*blockRows*2*tileRows]byte
}

// tiles is the operand of LDTILECFG (Intel 64 and IA-32 Architectures Software
// Developer's Manual, volume 2).
type tiles struct {
	palette byte
	_       [15]byte
	width   [16]uint16 // bytes of a row
	rows    [16]uint8
}

// tilesOf gives the tiles for blocks of that many rows. Which tile holds what is
// said in gen/amx.
func tilesOf(rows int) tiles {
	upper := uint8(min(rows, tileRows))
	lower := uint8(rows) - upper
	t := tiles{palette: 1, rows: [16]uint8{upper, upper, lower, lower, upper, lower, tileRows, tileRows}}
	for i, r := range t.rows {
		if r > 0 {
			t.width[i] = tileWidth
		}
	}
	return t
}

// twoTiles computes blocks of 17 to 32 rows.
//
//go:noescape
func twoTiles(p *pass)

// oneTile computes blocks of 1 to 16 rows.
//
//go:noescape
func oneTile(p *pass)
