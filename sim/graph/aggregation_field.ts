// Which fields may be summed or compared, worked out by the compiler: names of an object, indexes of a
// tuple, or none when the value itself is a number.

/** The argument of `sum`: a field that holds numbers, or none for a stream of numbers. */
export type NumberField<T> = FieldArgument<T, number>;

/** The argument of `min` and `max`: a field that can be compared, or none for a stream of such. */
export type ComparableField<T> = FieldArgument<T, number | string | boolean>;

/** The arguments of `minBy` and `maxBy`: such a field, and whether the first of equal records stays. */
export type ComparableFieldBy<T> = T extends number | string | boolean ? []
  : [...field: ComparableField<T>, first?: boolean];

/** No argument when the values themselves are wanted ones, else the field to look at. */
type FieldArgument<T, V> = T extends V ? [] : [field: FieldOf<T, V>];

/** A field that holds wanted values. */
type FieldOf<T, V> = T extends readonly unknown[] ? IndexOf<T, V> : NameOf<T, V>;

/** The names of such fields of an object. */
type NameOf<T, V> = Extract<
  { [Name in keyof T]-?: T[Name] extends V ? Name : never }[keyof T],
  string
>;

/** The indexes of such fields of a tuple; of a list of any length, every index. */
type IndexOf<T extends readonly unknown[], V> = number extends T["length"] ? number
  : {
    [I in keyof T]: T[I] extends V ? (I extends `${infer N extends number}` ? N : never) : never;
  }[number];
