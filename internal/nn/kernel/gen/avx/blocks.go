package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const attributes = attr.RODATA | attr.NOPTR

// rowPointers holds the address of every third row of a block; the two rows
// behind it are one and two strides away.
type rowPointers struct {
	bases  []reg.GPVirtual
	stride reg.GPVirtual // in bytes
}

// newRows sets the pointers of a block of rows that begins at base.
func newRows(base, stride reg.GPVirtual, rows int) rowPointers {
	p := rowPointers{stride: stride}
	for r := 0; r < rows; r += 3 {
		next := GP64()
		if r == 0 {
			MOVQ(base, next)
		} else {
			last := p.bases[len(p.bases)-1]
			LEAQ(operand.Mem{Base: last, Index: stride, Scale: 2}, next)
			ADDQ(stride, next)
		}
		p.bases = append(p.bases, next)
	}
	return p
}

// at is the memory of a row, offset bytes from where its pointer stands.
func (p rowPointers) at(row, offset int) operand.Mem {
	m := operand.Mem{Base: p.bases[row/3], Disp: offset}
	if row%3 != 0 {
		m.Index, m.Scale = p.stride, uint8(row%3)
	}
	return m
}

// advance moves all pointers on.
func (p rowPointers) advance(bytes int) {
	for _, b := range p.bases {
		ADDQ(operand.I32(bytes), b)
	}
}

// loop repeats body; count is the number of turns left, at least one.
func loop(label string, count reg.GPVirtual, body func()) {
	Label(label)
	body()
	DECQ(count)
	JNZ(operand.LabelRef(label))
}

// rowBlocks goes through the rows: with the largest block while it fits, then
// with the smaller ones. left is the number of rows that remain.
func rowBlocks(name string, sizes []int, left reg.GPVirtual, block func(label string, rows int)) {
	for _, size := range sizes {
		label := fmt.Sprintf("%s_rows%d", name, size)
		Label(label)
		CMPQ(left, operand.U8(size))
		JLT(operand.LabelRef(label + "_end"))
		block(label, size)
		SUBQ(operand.U8(size), left)
		JMP(operand.LabelRef(label))
		Label(label + "_end")
	}
}

// skip jumps past the rows of a block: pointer += rows * stride.
func skip(pointer, stride reg.GPVirtual, rows int) {
	step := GP64()
	IMUL3Q(operand.U8(rows), stride, step)
	ADDQ(step, pointer)
}

// param loads a whole number or the address of a slice.
func param(name string, slice bool) reg.GPVirtual {
	p := Param(name)
	if slice {
		p = p.Base()
	}
	return Load(p, GP64()).(reg.GPVirtual)
}

// start gives the sums of a block of rows their first value: the numbers of a
// slice from column on, the same for every row. The sums are [row][register].
func (s isa) start(rows int, slice string, column reg.GPVirtual) [][]reg.VecVirtual {
	first := param(slice, true)
	sums := make([][]reg.VecVirtual, rows)
	for r := range sums {
		sums[r] = s.vectors(s.panels * s.parts())
		for i, v := range sums[r] {
			s.load(operand.Mem{Base: first, Index: column, Scale: 1, Disp: i * s.bytes}, v)
		}
	}
	return sums
}
