"""What is said about fields of the workspace's own."""

from collections.abc import Mapping

from commands.catalogue import Wording

SENTENCES: Mapping[str, Wording] = {
    "field.kind.text": ("文本", "text"),
    "field.kind.number": ("数字", "number"),
    "field.kind.amount": ("金额", "amount"),
    "field.kind.date": ("日期", "date"),
    "field.kind.choice": ("单选", "choice"),
    "field.kind.person": ("同事", "colleague"),
    "field.added": ("✅ 客户多了“{field}”（{kind}[：{options}]）", "✅ New field “{field}” ({kind}[: {options}])"),
    "field.try.text": ("现在就能说：云图的{field}是…", "Say: Acme {field}: …"),
    "field.try.number": ("现在就能说：云图的{field}是20", "Say: Acme {field}: 20"),
    "field.try.amount": ("现在就能说：云图的{field}是50万", "Say: Acme {field}: 500000"),
    "field.try.date": ("现在就能说：云图的{field}是12月1日", "Say: Acme {field}: 1 December"),
    "field.try.choice": ("现在就能说：云图的{field}是{option}", "Say: Acme {field}: {option}"),
    "field.try.person": ("现在就能说：云图的{field}是李娜", "Say: Acme {field}: Li Na"),
    "field.head": ("自定义字段{total}个：", "{total} fields:"),
    "field.line": (
        "{field} · {kind}[：{options}][ · {required}][ · {off}]",
        "{field} · {kind}[: {options}][ · {required}][ · {off}]",
    ),
    "field.required": ("必填", "required"),
    "field.off": ("停用", "off"),
    "field.options": ("✅ “{field}”多了选项{options}，现在就能用", "✅ “{field}” has new options: {options}"),
    "field.fewer": (
        "✅ “{field}”去掉了选项{options}，已有的记录不动",
        "✅ “{field}” lost {options}; records stay as they are",
    ),
    "field.renamed": ("✅ 字段“{old}”改名叫“{new}”，填过的都在", "✅ Field “{old}” is “{new}” now; its values stay"),
    "field.switched_off": (
        "✅ “{field}”停用了[，{total}家客户填过的还留着]。要用回来发：启用字段 {field}",
        "✅ “{field}” is off[; {total} customers keep their values]",
    ),
    "field.switched_on": ("✅ “{field}”又能用了，填过的都在", "✅ “{field}” is on again, with its values"),
    "field.now_required": (
        "✅ “{field}”设为必填：新客户没填时会提一句，不拦着记",
        "✅ “{field}” is required: a new customer without it is told so, never stopped",
    ),
    "field.now_optional": ("✅ “{field}”不用必填了", "✅ “{field}” is optional now"),
    "button.fields": ("看全部字段", "All fields"),
    "ask.name.missing": ("叫什么？", "What is it called?"),
    "what.admin.field.add": ("新字段", "the new field"),
    "what.admin.field.options": ("新选项", "the new options"),
    "what.admin.field.fewer": ("删掉的选项", "the removed options"),
    "what.admin.field.rename": ("字段改名", "the field's new name"),
    "what.admin.field.off": ("停用字段", "switching the field off"),
    "what.admin.field.on": ("启用字段", "switching the field on"),
    "what.admin.field.require": ("必填设置", "the required mark"),
    "refused.no_fields": (
        "还没有自定义字段。管理员发：加字段 合作门店数 数字",
        "There are no fields yet. An admin says: /newfield Shops number",
    ),
    "refused.unknown_field": ("没有“{field}”这个字段，有：{near}", "There is no field “{field}”; there are {near}"),
    "refused.field_value": (
        "{field}要填{kind}，“{value}”看不懂，没改",
        "{field} takes a {kind}; “{value}” is none. Nothing changed",
    ),
    "refused.option": (
        "{field}没有“{value}”这一项，没改。是不是：{options}",
        "{field} has no “{value}”; nothing changed. Did you mean: {options}",
    ),
    "refused.field_name": ("字段名要在{most}个字以内", "A field's name has {most} signs at most"),
    "refused.field_taken": ("“{field}”本来就有，不用加", "“{field}” is there already"),
    "refused.field_there": ("字段“{field}”已经有了", "There is a field “{field}” already"),
    "refused.field_asleep": (
        "“{field}”以前有过，停用了。要用回来发：启用字段 {field}",
        "“{field}” was switched off. Switch it on again instead",
    ),
    "refused.field_cap": ("字段最多{cap}个，先停用不用的", "At most {cap} fields. Switch one off first"),
    "refused.field_many": ("选项最多{most}个", "At most {most} options"),
    "refused.field_options": (
        "单选要有选项，比如：加字段 {field}，单选，选项：月结、现结、预付",
        "A choice needs options: /newfield {field} choice, options: a, b, c",
    ),
    "refused.not_choice": ("“{field}”是{kind}，不是单选，没有选项", "“{field}” is a {kind}; it has no options"),
    "refused.options_there": ("“{field}”已经有{options}了", "“{field}” has {options} already"),
    "refused.options_none": ("“{field}”没有{options}，有：{known}", "“{field}” has no {options}; it has {known}"),
    "refused.field_so": ("“{field}”本来就是这样，没改", "“{field}” is so already; nothing changed"),
}
