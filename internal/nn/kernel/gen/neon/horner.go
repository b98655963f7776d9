package main

import "slices"

// horner evaluates a polynomial at each t by Horner's rule. highest has the
// coefficient of the highest power; the others lie in a table, the lowest
// first, 16 bytes each. sums and free are registers to use; the results are in
// those that it gives.
func (a *assembler) horner(sums, t []vector, highest vector, degree int, free vector) []vector {
	sums = slices.Clone(sums)
	for i := range sums {
		a.ldr(sums[i], regTable, 16*(degree-1))
		a.fmla(sums[i], highest, t[i])
	}
	for k := degree - 2; k >= 0; k-- {
		for i := range sums {
			// The addend is overwritten, so it must be loaded each time.
			a.ldr(free, regTable, 16*k)
			a.fmla(free, sums[i], t[i])
			sums[i], free = free, sums[i]
		}
	}
	return sums
}
