"""The printed names of every code, in both languages, in the ward's words (用語表).

Files are read by the Japanese names and written with them; screens use either language.
"""

from enum import Enum
from typing import Literal

from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.audit import Action
from tracker.domain.bridge import Cause
from tracker.domain.channels import CHANNELS
from tracker.domain.differing import Differing
from tracker.domain.figures import Figure
from tracker.domain.findings import Check, Severity
from tracker.domain.inquiry import Frequency, Whom
from tracker.domain.left_out import LeftOut
from tracker.domain.policy import ExemptTreatment, PartialTreatment
from tracker.domain.priority import Step
from tracker.domain.procedure import Barrier, ProcedureType, Theme, VolumeBasis
from tracker.domain.reply.verdict import Verdict
from tracker.domain.report.digits import Digits
from tracker.domain.report.document import Paper, State
from tracker.domain.status import OnlineStatus, ReplyRoute, Scope
from tracker.domain.work import ReplyState

Language = Literal["ja", "en"]

_NAMES: dict[Enum, tuple[str, str]] = {
    OnlineStatus.IMPLEMENTED: ("実施済", "Online"),
    OnlineStatus.PARTIAL: ("一部実施済", "Partly online"),
    OnlineStatus.NOT_IMPLEMENTED: ("未実施", "Not online"),
    OnlineStatus.EXEMPT: ("適用除外", "Exempt by law"),
    OnlineStatus.OTHER: ("その他", "Other"),
    Scope.INFORMATION: ("案内・様式のみ", "Information and forms only"),
    Scope.BOOKING: ("予約・事前入力まで", "Up to booking or pre-filling"),
    Scope.APPLICATION: ("申請まで", "Up to application"),
    Scope.END_TO_END: ("申請から受取まで", "End to end"),
    Theme.CHILD_REARING: ("子育て", "Child-rearing"),
    Theme.EDUCATION: ("教育", "Education"),
    Theme.TAX: ("税", "Tax"),
    Theme.RESIDENCE: ("住民・戸籍", "Residence and family register"),
    Theme.INSURANCE_PENSION: ("国保・年金", "Health insurance and pension"),
    Theme.LONG_TERM_CARE: ("介護", "Long-term care"),
    Theme.WELFARE: ("福祉", "Welfare"),
    Theme.HEALTH: ("健康", "Health"),
    Theme.ENVIRONMENT: ("環境", "Environment"),
    Theme.TOWN_PLANNING: ("まちづくり", "Town planning"),
    Theme.INDUSTRY: ("産業", "Industry"),
    Theme.DISASTER: ("防災", "Disaster preparedness"),
    Theme.INTERNAL: ("内部・契約・人事", "Internal, contracts, staff"),
    Theme.OTHER: ("その他", "Other"),
    ProcedureType.APPLICATION: ("申請等", "Application"),
    ProcedureType.DECISION_ON_APPLICATION: ("申請等に基づく処分通知等", "Decision on an application"),
    ProcedureType.DECISION: ("申請等に基づかない処分通知等", "Decision without an application"),
    ProcedureType.PRIVATE_ISSUE: ("交付等（民間手続）", "Issue by private bodies"),
    ProcedureType.INSPECTION: ("縦覧等", "Public inspection"),
    ProcedureType.RECORD_KEEPING: ("作成・保存等", "Making and keeping records"),
    VolumeBasis.FINAL: ("確定値", "Final"),
    VolumeBasis.PRELIMINARY: ("速報値", "Preliminary"),
    VolumeBasis.EXPECTED: ("見込み", "Expected"),
    VolumeBasis.APPROXIMATE: ("概数", "Approximate"),
    Barrier.PLANNED: ("オンライン化実施予定", "Planned"),
    Barrier.LAW_TAKES_TIME: ("制度改正等に時間を要する", "Changing the rules takes time"),
    Barrier.LOW_PRIORITY: ("優先順位が低い", "Low priority"),
    Barrier.NO_SYSTEM: ("システムが未整備", "No system yet"),
    Barrier.PAPER_ORIGINALS: ("必要書類の原本が紙", "Originals are on paper"),
    Barrier.UNSUITABLE: ("性質上オンライン化になじまない", "Not suited by nature"),
    Barrier.COST: ("費用対効果が見込めない", "Cost exceeds benefit"),
    Barrier.OTHER: ("その他", "Other"),
    Step.ONE: ("STEP 1", "STEP 1"),
    Step.TWO: ("STEP 2", "STEP 2"),
    Step.UNDECIDED: ("判定保留（件数未集計）", "Not yet decided (not counted)"),
    PartialTreatment.NOT_COUNTED: ("オンライン化済みに含めない", "not counted as online"),
    PartialTreatment.COUNTED_WHOLE: ("オンライン化済みに含める", "counted as online"),
    ExemptTreatment.IN_DENOMINATOR: ("母数に含める", "kept in the base"),
    ExemptTreatment.LEFT_OUT: ("母数から除く", "left out of the base"),
    Figure.BY_CASES: ("オンライン化率（件数ベース）", "Availability rate, by cases"),
    Figure.BY_PROCEDURES: ("オンライン化率（手続数ベース）", "Availability rate, by procedures"),
    Figure.USAGE_ALL: ("オンライン利用率（全件）", "Usage rate, all"),
    Figure.USAGE_ENABLED: ("オンライン利用率（オンライン化済みの手続）", "Usage rate, of online procedures"),
    Figure.WITH_PARTIAL: (
        "オンライン化率（件数ベース、一部実施済を含めた場合）",
        "Availability rate, by cases, with partly online procedures",
    ),
    Figure.CONVENIENCE: ("コンビニ交付（内数）", "of which convenience-store issue"),
    Figure.NOT_COUNTED: ("件数未集計の手続", "Procedures not counted"),
    LeftOut.OUT_OF_SCOPE: ("適用除外（母数から除く）", "exempt by law, left out of the base"),
    LeftOut.NOT_ONLINE: ("オンライン化済みでない", "not online"),
    LeftOut.NOT_COUNTED: ("件数未集計", "not counted"),
    LeftOut.USE_NOT_COUNTED: ("オンライン手続件数が未集計", "online cases not counted"),
    Cause.POLICY: ("基準の変更", "Policy changed"),
    Cause.ABOLISHED: ("手続の廃止", "Procedures abolished"),
    Cause.UNITED: ("重複した手続の統合", "Duplicate procedures united"),
    Cause.VOLUMES: ("件数の見直し", "Counts revised"),
    Cause.ONLINE: ("新たにオンライン化", "Newly online"),
    Cause.REVERTED: ("オンライン化の取りやめ", "No longer online"),
    Cause.OTHER: ("その他の変更", "Other changes"),
    Cause.ADDED: ("手続の追加", "Procedures added"),
    Paper.INTERNAL: ("庁内報告", "Internal report"),
    Paper.COMMITTEE: ("委員会報告", "Committee report"),
    State.IN_PREPARATION: ("作成中", "In preparation"),
    State.PROPOSED: ("（案）", "Draft for approval"),
    State.FINAL: ("確定", "Final"),
    State.RELEASED: ("公表済", "Published"),
    Digits.HALF: ("全て半角", "All half width"),
    Digits.SINGLE_FULL: ("1桁のみ全角", "Single digits full width"),
    Digits.FULL: ("全て全角", "All full width"),
    Role.DX: ("DX推進担当", "DX team"),
    Role.EDITOR: ("所管課", "Division"),
    Role.VIEWER: ("閲覧のみ", "Viewer"),
    ReplyRoute.PHONE: ("電話", "Telephone"),
    ReplyRoute.MAIL: ("メール", "E-mail"),
    ReplyRoute.EXCEL: ("Excel", "Excel"),
    ReplyRoute.PAPER: ("書面", "Paper"),
    Topic.STATUS: ("オンライン化の状況と予定", "Status and plans"),
    Topic.YEARLY_COUNTS: ("年間受付件数", "Cases a year"),
    Topic.MONTHLY_COUNTS: ("月別の受付件数", "Cases by month"),
    Frequency.QUARTERLY: ("四半期ごと", "Every quarter"),
    Frequency.MONTHLY: ("毎月", "Every month"),
    Frequency.ONCE: ("今回のみ", "Once"),
    Whom.ALL: ("全ての所管課（全ての手続）", "All divisions (all procedures)"),
    Whom.PLANNED: ("予定時期が３か月以内又は経過した手続", "What is planned within three months or overdue"),
    Whom.CHOSEN: ("選んだ所管課", "Chosen divisions"),
    ReplyState.ANSWERED: ("回答済", "Answered"),
    ReplyState.UNANSWERED: ("未回答", "Not answered"),
    ReplyState.OVERDUE: ("期限超過", "Overdue"),
    ReplyState.SENT_BACK: ("差戻し中", "Sent back"),
    Verdict.ACCEPTED: ("取り込みました", "Taken in"),
    Verdict.QUESTIONS: ("確認が必要です", "To be cleared"),
    Verdict.REFUSED: ("取り込めません", "Refused"),
    Verdict.REPEATED: ("取込み済みです", "Taken in before"),
    Verdict.DISCARDED: ("取り込まないことにしました", "Discarded"),
    Severity.TO_CORRECT: ("要修正", "To be corrected"),
    Severity.TO_CHECK: ("要確認", "To be checked"),
    Severity.FOR_REFERENCE: ("参考", "For reference"),
    Check.EXEMPT_WITHOUT_BASIS: ("適用除外の根拠法令等なし", "Exempt, but no law named"),
    Check.ONLINE_WITHOUT_TOTAL: ("オンライン手続件数だけの集計", "Online cases without a total"),
    Check.LEAP: ("前年度の10倍を超える増減", "Changed more than tenfold"),
    Check.UNCHANGED: ("4年度以上続く同じ件数", "Same count for four years or more"),
    Check.UNUSED: ("実施済でオンライン0件", "Online, but no online cases"),
    Check.NO_CASES: ("実施済で受付0件", "Online, but no cases at all"),
    Check.ONLINE_CASES_OFFLINE: ("オンライン化前のオンライン件数", "Online cases while not online"),
    Check.NOT_FINAL: ("確定値でない過年度の件数", "Count of a past year not final"),
    Check.NOT_COUNTED: ("基準年度の件数未集計", "Not counted for the base year"),
    Check.NOTHING_STATED: ("状況の登録なし", "No status stated"),
    Check.NOTHING_PLANNED: ("優先する手続の予定なし", "To go first, but nothing planned"),
    Check.STEP_DECIDED: ("基準に近い件数", "Count near the threshold"),
    Check.STARTS_LATER: ("これから来る開始日", "Start still to come"),
    Differing.NOTHING: ("名称が同じ", "Same name"),
    Differing.WIDTH: ("全角・半角などの違い", "Full or half width"),
    Differing.CHARACTERS: ("異体字の違い", "Variant characters"),
    Differing.BRACKETS: ("括弧の有無", "Brackets"),
    Differing.SYMBOLS: ("記号・空白の違い", "Punctuation or spaces"),
    Differing.OKURIGANA: ("送り仮名の違い", "Kana endings"),
    Differing.KANA: ("漢字・仮名の書き方の違い", "Kanji or kana"),
    Differing.NUMERALS: ("数字の書き方の違い", "Numerals"),
    Differing.PARTICLE: ("「の」の有無", "Particle “no”"),
    Differing.ENDING: ("末尾の語（書、手続など）の有無", "Ending of the name"),
    Differing.NOTE: ("括弧内の注記の有無", "Note in brackets"),
    Action.IMPORT_CATALOGUE: ("台帳の取込み", "Catalogue import"),
    Action.IMPORT_COUNTS: ("件数の取込み", "Counts imported"),
    Action.RECEIVE_FILE: ("ファイルの受付", "File received"),
    Action.READ_FILE: ("ファイルの読取り方の変更", "Reading of a file changed"),
    Action.DISCARD_FILE: ("ファイルの取込みの取りやめ", "File discarded"),
    Action.KEEP_MAPPING: ("列の対応付けの保存", "Column mapping saved"),
    Action.REMOVE_MAPPING: ("列の対応付けの削除", "Column mapping removed"),
    Action.ACKNOWLEDGE_FINDING: ("点検事項の確認", "Finding acknowledged"),
    Action.REOPEN_FINDING: ("点検事項の確認の取消し", "Acknowledgement taken back"),
    Action.RECORD_STATUS: ("状況の登録", "Status recorded"),
    Action.CORRECT_STATUS: ("登録の訂正", "Record corrected"),
    Action.WITHDRAW_STATUS: ("登録の取消し", "Record withdrawn"),
    Action.CONFIRM_STATUS: ("登録の確認", "Record confirmed"),
    Action.SEND_BACK_STATUS: ("登録の差戻し", "Record sent back"),
    Action.RECORD_PLAN: ("予定の登録", "Plan recorded"),
    Action.ANSWER_UNCHANGED: ("変更なしの回答", "Answered “no change”"),
    Action.CREATE_PROCEDURE: ("手続の作成", "Procedure created"),
    Action.EDIT_PROCEDURE: ("手続の変更", "Procedure edited"),
    Action.MERGE_PROCEDURE: ("手続の統合", "Procedures merged"),
    Action.UNITE_PROCEDURES: ("重複した手続の統合", "Duplicate procedures united"),
    Action.KEEP_APART: ("別の手続とする登録", "Marked as different procedures"),
    Action.ABOLISH_PROCEDURE: ("手続の廃止", "Procedure abolished"),
    Action.EDIT_ORGANISATION: ("組織の変更", "Organisation changed"),
    Action.EDIT_POLICY: ("基準の変更", "Policy changed"),
    Action.ASK_DIVISIONS: ("照会の作成", "Inquiry made"),
    Action.MAIL_INQUIRY: ("依頼文の送信", "Request mailed"),
    Action.REMIND_DIVISIONS: ("督促", "Reminders"),
    Action.EDIT_CONTACTS: ("所属長・連絡先の変更", "Heads and addresses changed"),
    Action.ISSUE_WORKBOOKS: ("回答用Excelの作成", "Reply workbooks made"),
    Action.TAKE_IN_WORKBOOK: ("返送されたExcelの取込み", "Import of reply workbooks"),
    Action.REPORT_COUNTS: ("件数の登録", "Counts reported"),
    Action.CONFIRM_COUNTS: ("件数の確認", "Counts confirmed"),
    Action.SEND_BACK_COUNTS: ("件数の差戻し", "Counts sent back"),
    Action.EDIT_PAPER: ("月次報告の文の変更", "Wording of a paper changed"),
    Action.MAKE_PAPERS: ("月次報告の資料の作成", "Papers made"),
    Action.PROPOSE_MONTH: ("月次報告を（案）に変更", "Papers sent round for approval"),
    Action.TAKE_BACK_PROPOSAL: ("月次報告を作成中に戻す", "Papers taken back"),
    Action.CLOSE_MONTH: ("月次の確定", "Month closing"),
    Action.CORRECT_MONTH: ("訂正版の作成", "Corrected edition made"),
    Action.RELEASE_MONTH: ("月次報告の公表", "Papers released"),
    Action.CREATE_ACCOUNT: ("職員の追加", "Account created"),
    Action.EDIT_ACCOUNT: ("職員の変更", "Account changed"),
    Action.INVITE: ("招待・再設定の発行", "Invitation or reset issued"),
    Action.SET_PASSWORD: ("パスワードの設定", "Password set"),
    Action.SET_TOTP: ("確認コードの設定", "Authenticator set"),
    Action.SIGN_IN: ("サインイン", "Sign in"),
    Action.SIGN_OUT: ("サインアウト", "Sign out"),
    Action.SIGN_IN_REFUSED: ("サインインの拒否", "Sign-in refused"),
    Action.REFUSED: ("所管外・権限外の操作の拒否", "Request without the right to it refused"),
}

LIFE_EVENTS: dict[str, str] = {
    "妊娠": "Pregnancy",
    "出生・こども": "Birth and children",
    "引越し": "Moving",
    "就職・転職": "Starting or changing work",
    "結婚・離婚": "Marriage and divorce",
    "自動車の購入・保有": "Owning a car",
    "住宅の購入・保有": "Owning a home",
    "介護": "Long-term care",
    "医療・健康": "Medical care and health",
    "税金": "Taxes",
    "年金の受給": "Receiving a pension",
    "死亡・相続": "Death and inheritance",
    "その他イベント(個人)": "Other event (person)",
    "その他(個人も法人にもあてはまらない)": "Other (neither person nor company)",
    "教育・就学": "Education and schooling",
    "法人の設立": "Founding a company",
    "情報変更・役員変更": "Change of details or officers",
    "職員の採用・退職": "Hiring and leaving of staff",
    "入札・契約": "Bidding and contracts",
    "事務所の新設・移転": "Opening or moving an office",
    "新しい事業の開始": "Starting a new business",
    "法人の合併・分割": "Merging or splitting a company",
    "法人の承継・廃業": "Succession or closing of a business",
    "定期的な報告等": "Regular reports",
    "作業ごとの報告等": "Reports on single works",
    "その他イベント(法人)": "Other event (company)",
}
"""ライフイベント: the national survey's labels, and 教育・就学, which it lacks."""

NATIONAL_LISTS = ("31", "59")
"""国が示す優先手続: the national lists of 31 and of 59 procedures."""


def name_of(code: Enum, language: Language = "ja") -> str:
    """The printed name of a code: a status, scope, theme, barrier, step, figure, role, action and so on."""
    return _NAMES[code][0 if language == "ja" else 1]


def channel_name(code: str, language: Language = "ja") -> str:
    """The printed name of a channel."""
    return CHANNELS[code].name if language == "ja" else CHANNELS[code].english


def life_event_name(life_event: str, language: Language = "ja") -> str:
    """The printed name of a life event; one that is not on the list stays as it is."""
    return life_event if language == "ja" else LIFE_EVENTS.get(life_event, life_event)
