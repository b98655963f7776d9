// Package record writes, reads and proves the record of an article: the JSON
// that docs/format.md specifies.
//
// It is the one place where spans change their unit. Inside the program spans
// count bytes, in a record they count Unicode code points; one visitor over all
// spans of a record (eachSpan) serves both directions, so that no span can be
// forgotten in one of them.
//
//   - [Encode] turns a record with byte spans into one line of JSON.
//   - [Decode] reads such a line; its spans stay code points until [Stored.Bind]
//     ties them to the text of the article.
//   - [Check] proves that a stored record and an article agree, or names each
//     thing that does not.
//   - [CSV] writes one row an attribution, [Array] a pretty-printed JSON array.
//   - [Confident] drops the attributions below a confidence.
//
// All of them take linear time in the length of the text and of the record.
package record
