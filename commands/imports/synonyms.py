"""The words by which people call the columns of their spreadsheets."""

from collections.abc import Mapping
from typing import Final

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    field: tuple(words.split())
    for field, words in (
        (
            "name",
            "客户名称 客户名 客户 公司名称 公司名 公司 单位名称 单位 企业名称 企业 客户全称 公司全称 单位全称 企业全称 "
            "company customer account companyname customername",
        ),
        ("short", "简称 客户简称 公司简称 alias shortname"),
        ("contact", "联系人 联系人姓名 姓名 客户姓名 对接人 主联系人 contact contactname name person"),
        ("title", "职务 职位 头衔 title position"),
        ("phone", "手机 电话 联系电话 手机号 手机号码 电话号码 联系方式 座机 固话 phone mobile tel telephone cell"),
        ("email", "邮箱 电子邮箱 邮件 email e-mail mail"),
        ("wechat", "微信 微信号 wechat"),
        ("id", "身份证 身份证号 身份证号码 证件号 idnumber"),
        ("level", "级别 等级 客户级别 客户等级 level grade"),
        ("stage", "阶段 客户阶段 销售阶段 stage"),
        ("source", "来源 客户来源 渠道 source"),
        ("industry", "行业 所属行业 industry"),
        ("region", "地区 区域 省市 省份 城市 所在地 region city province"),
        ("address", "地址 详细地址 address"),
        ("website", "网址 官网 网站 website"),
        ("size", "规模 人数 员工人数 size"),
        ("tags", "标签 客户标签 tags tag"),
        ("owner", "负责人 归属人 业务员 销售 所属销售 跟单员 客户经理 owner salesrep rep"),
        ("note", "备注 说明 客户备注 remark remarks note notes"),
        ("created", "创建时间 创建日期 录入时间 建档时间 登记时间 created createdat createddate"),
        ("said", "跟进内容 跟进记录 最近跟进 拜访记录 沟通记录 跟进情况 跟进 followup activity log"),
        ("said_at", "跟进时间 跟进日期 最近跟进时间 拜访时间 拜访日期 日期 时间 date followupdate"),
        ("said_by", "跟进人 拜访人 记录人 author followupby"),
        ("method", "跟进方式 方式 method"),
        ("next_at", "下次跟进 下次跟进时间 下次跟进日期 下次联系 下次联系时间 计划时间 nextdate nextfollowup"),
        ("next", "下一步 下步计划 下次跟进内容 计划 nextstep"),
    )
}
