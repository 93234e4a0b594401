package org.colophon.artifact.sure;

import org.colophon.artifact.sure.SureValue.Kind;

/**
 * One text held against what it must be. What is not known to be good ends it: damage, what the
 * schema refuses, and what is rare enough to be left to others.
 */
final class SureScan {
  /** Brackets within brackets. */
  private static final int DEEPEST = 32;

  /** What comes next is surely no name. */
  private static final int NO_NAME = -2;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final SureCursor cursor;

  SureScan(byte[] json) {
    this.cursor = new SureCursor(json);
  }

  /** Whether the text is such a value and nothing else. */
  boolean isWholly(SureValue value) {
    return is(value, 0) && cursor.atEnd();
  }

  private boolean is(SureValue value, int depth) {
    int start = cursor.place();
    if (!isByItself(value, depth)) {
      return false;
    }
    return value.isAlone() || isToo(value, start, depth);
  }

  /** The same text again, by what else it must be. */
  private boolean isToo(SureValue value, int start, int depth) {
    int end = cursor.place();
    for (SureValue part : value.all()) {
      cursor.goTo(start);
      if (!is(part, depth)) {
        return false;
      }
    }
    boolean found = value.any().isEmpty();
    for (int i = 0; !found && i < value.any().size(); i++) {
      cursor.goTo(start);
      found = is(value.any().get(i), depth);
    }
    cursor.goTo(end);
    return found;
  }

  private boolean isByItself(SureValue value, int depth) {
    return switch (cursor.next()) {
      case '{' -> value.mayBe(Kind.OBJECT) && depth < DEEPEST && isObject(value.members(), depth);
      case '[' -> value.mayBe(Kind.ARRAY) && depth < DEEPEST && isArray(value.items(), depth);
      case '"' -> value.mayBe(Kind.STRING) && isString(value);
      case 't' -> value.mayBe(Kind.TRUE) && cursor.take(TRUE);
      case 'f' -> value.mayBe(Kind.FALSE) && cursor.take(FALSE);
      case 'n' -> value.mayBe(Kind.NULL) && cursor.take(NULL);
      default -> isNumber(value);
    };
  }

  private boolean isObject(SureMembers members, int depth) {
    cursor.take('{');
    if (cursor.take('}')) {
      return members.accepts(0, 0);
    }
    boolean[] seen = new boolean[members.size()];
    SureNames others = new SureNames(cursor.json());
    int count = 0;
    int required = 0;
    int position = -1;
    do {
      position = name(members, position + 1);
      if (position == NO_NAME) {
        return false;
      }
      boolean repeated = position < 0 ? !others.add(cursor.from(), cursor.to()) : seen[position];
      if (repeated || !cursor.take(':') || !is(members.value(position), depth + 1)) {
        return false;
      }
      if (position >= 0) {
        seen[position] = true;
      }
      count++;
      required += members.isRequired(position) ? 1 : 0;
    } while (cursor.take(','));
    return cursor.take('}') && members.accepts(count, required);
  }

  /** The position of the name that comes next, likely that one. */
  private int name(SureMembers members, int likely) {
    if (likely < members.size() && cursor.takeName(members.name(likely))) {
      return likely;
    }
    if (!cursor.takeString() || !cursor.verbatim()) {
      return NO_NAME;
    }
    return members.find(cursor.json(), cursor.from(), cursor.to(), likely);
  }

  private boolean isArray(SureItems items, int depth) {
    cursor.take('[');
    int count = 0;
    if (!cursor.take(']')) {
      SureValue item = items.value().orElse(SureValue.ANYTHING);
      do {
        if (!is(item, depth + 1)) {
          return false;
        }
        count++;
      } while (cursor.take(','));
      if (!cursor.take(']')) {
        return false;
      }
    }
    return items.min() <= count && count <= items.max();
  }

  private boolean isString(SureValue value) {
    if (!cursor.takeString()) {
      return false;
    }
    boolean listed =
        value.literals().open()
            || (cursor.verbatim()
                && value.literals().hasText(cursor.json(), cursor.from(), cursor.to()));
    return listed && (value.text().open() || value.text().accepts(cursor.string()));
  }

  private boolean isNumber(SureValue value) {
    if (!cursor.takeNumber()) {
      return false;
    }
    return cursor.whole()
        ? value.mayBe(Kind.WHOLE) && isWhole(value)
        : value.mayBe(Kind.FRACTION) && isFraction(value);
  }

  private boolean isWhole(SureValue value) {
    if (value.literals().open() && value.number().open()) {
      return true;
    }
    return cursor.exact()
        && value.literals().hasWhole(cursor.wholeNumber())
        && value.number().accepts((double) cursor.wholeNumber());
  }

  private boolean isFraction(SureValue value) {
    boolean finite = !cursor.scaled() && value.number().open();
    return value.literals().open() && (finite || value.number().accepts(cursor.number()));
  }
}
