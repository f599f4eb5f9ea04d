'use strict';
// SPDX-License-Identifier: MIT
//
// The names that the parts of an Interface know each other by. Most exist
// with an underscore too, for old programs that reach in (lib/readline.js).

const { Symbol } = primordials;

for (const name of [
  'AddHistory', 'BeforeEdit', 'Decoder', 'DeleteLeft', 'DeleteLineLeft',
  'DeleteLineRight', 'DeleteRight', 'DeleteWordLeft', 'DeleteWordRight',
  'GetDisplayPos', 'HistoryNext', 'HistoryPrev', 'InsertString', 'Line',
  'MoveCursor', 'NormalWrite', 'OldPrompt', 'OnLine', 'PreviousKey', 'Prompt',
  'PushToKillRing', 'PushToUndoStack', 'Redo', 'RefreshLine', 'SawKeyPress',
  'SawReturnAt', 'SetLine', 'SetRawMode', 'TabComplete', 'TabCompleter',
  'TtyWrite', 'Undo', 'WordLeft', 'WordRight', 'WriteToOutput', 'Yank',
  'YankPop', 'KillRing', 'KillRingCursor', 'UndoStack', 'RedoStack',
  'Yanking', 'MultilineMove', 'MoveUpOrHistoryPrev', 'MoveDownOrHistoryNext',
]) {
  exports[`k${name}`] = Symbol(`_${name[0].toLowerCase()}${name.slice(1)}`);
}
exports.kLine_buffer = Symbol('_line_buffer');
exports.kQuestion = Symbol('kQuestion');
exports.kQuestionCallback = Symbol('_questionCallback');
exports.kQuestionCancel = Symbol('kQuestionCancel');
exports.kQuestionReject = Symbol('kQuestionReject');
