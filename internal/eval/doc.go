// Package eval scores records against gold: articles in which people marked who
// said what. docs/accuracy.md gives the scores of this version.
//
// # Gold
//
// JSON Lines, plain or gzip, one article a line: id, text, title, publisher (or
// outlet), date (or published), url; attributions with source, cue and content
// as lists of [start, end) in code points, kind (or PolNeAR's quote_type),
// entity, venue, addressee, said; entities; labels; scare_quotes; posts. Layers
// whose key is absent are not scored. Attributions without any span are left out.
//
// # Which prediction is which gold attribution
//
// Overlap is shared letters over letters of the union; letters are code points
// that are not white space. Pairs whose contents overlap by at least 0.5, and
// pairs without any content whose cues share a letter, are matched one to one,
// best content overlap first; ties go to gold that is not nested, to the better
// cue, the better source, then to text order. A matched pair is found. It is
// linked if cues share a letter and sources share a letter too (two empty ones
// agree), and exact if all spans of all roles are the same.
//
// # Nested attributions are optional
//
// A gold attribution is nested if all its spans lie inside one piece of another
// gold content. Nested gold is no gold, and a prediction matched to it is
// neither right nor wrong. Neither is an unmatched prediction whose spans all
// lie inside one piece of another prediction's content or of a gold content.
// This holds for runs, letters and the layers too. Nested gold has a score of
// its own: there, predictions of the two kinds just named are the predicted ones.
//
// # Scores
//
// All are micro-averages over the articles: precision, recall and F1.
//
//   - Exact runs: each distinct span of a role, right if gold has it in that role.
//   - Letters: the letters that a role covers.
//   - Attributions: found, linked, exact; by kind, outlet and gender of the
//     source. A matched pair is in its gold's class, an unmatched prediction in
//     the class that it claims itself.
//   - Right entity: found with the right entity. Predictions that name nobody
//     are missed, but lower no precision, unless gold names nobody as well: then
//     they are right. Next to it the share of found ones that are right, that
//     name somebody wrong, and that name nobody where gold names somebody. The
//     narrator ("(narrator)") is nobody.
//   - Venue, addressee, said: right if the pair is found and the wordings share
//     half the words of the shorter one (small words aside). Value: of those,
//     the share with the same name or ISO value.
//   - Labels: spans that overlap, one to one; with the right entity; and of
//     these the share with the right voice.
//   - Scare quotes: spans that overlap, one to one. Posts: wordings that share
//     half their words; of these the share with the right handle and text.
//   - Coverage: recall and precision if only predictions of at least some
//     confidence are kept. Reliability: the share linked by confidence.
//
// # Which entity is which
//
// Names are compared in lower case, without articles in front, quotation marks,
// possessive endings, punctuation, "Jr.", "Inc." and the like; for persons also
// without titles in front. A predicted entity is a gold entity if
//
//   - their names are equal; if not, and another gold entity has the predicted
//     name, it is not;
//   - the predicted name is an alias of gold, or one of the predicted aliases is
//     gold's name (for persons only aliases that are proper names);
//   - for persons: all words of one name stand in the other, the surname among
//     them, and no other gold person fits;
//   - for groups, documents and unnamed sources, unless the prediction is a named
//     person: the head nouns of the names agree and no other gold entity has that
//     head; or the prediction's mentions, pronouns aside, hold heads of source
//     spans of this gold entity, and of no other more often.
//
// Where a source has several entities, each must have its counterpart on the
// other side.
package eval
