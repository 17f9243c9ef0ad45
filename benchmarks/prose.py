"""What do the pages say? Chinese text made of invented sentences, the same for the same seed."""

import random

_WHO = (
    "县政府办公室", "市场监管局", "教育体育局", "自然资源局", "水利局", "农业农村局", "卫生健康委",
    "住房城乡建设局", "财政局", "人社局", "民政局", "交通运输局",
)  # fmt: skip
_WHEN = (
    "今年以来", "近日", "上半年", "入汛以来", "本月中旬", "节前", "第三季度", "连日来", "去年同期",
    "本周",
)  # fmt: skip
_DID = (
    "组织", "开展", "推进", "完善", "落实", "部署", "检查", "公布", "汇总", "优化",
)  # fmt: skip
_WHAT = (
    "道路维修养护", "农田水利设施", "办事窗口服务", "校园食品安全", "老旧小区改造",
    "饮用水水源保护", "就业技能培训", "村卫生室建设", "公共停车位", "安全生产检查", "惠农补贴发放",
    "森林防火巡查", "文化下乡活动", "养老服务站点", "河道清淤工程", "电子证照应用",
)  # fmt: skip
_HOW = (
    "分片包干", "现场核对", "逐项登记", "按月通报", "集中办理", "上门走访", "网上公示", "部门会商",
    "台账管理", "定期回访",
)  # fmt: skip
_END = (
    "取得了明显成效", "得到群众好评", "各项工作有序进行", "下一步将继续跟进", "有关情况已经公示",
    "任务按期完成",
)  # fmt: skip
TITLES = (
    "工作动态", "公示公告", "会议纪实", "办事指南", "统计数据", "人事任免", "招标采购", "应急信息",
    "基层风采", "服务通知",
)  # fmt: skip


def sentence(dice: random.Random) -> str:
    who, what, number = dice.choice(_WHO), dice.choice(_WHAT), dice.randrange(3, 9800)
    return (
        f"{dice.choice(_WHEN)}，{who}{dice.choice(_DID)}{what}工作，涉及{number}户，"
        f"采取{dice.choice(_HOW)}、{dice.choice(_HOW)}等办法，{dice.choice(_END)}。"
    )


def paragraphs(seed: str, count: int = 300) -> tuple[str, ...]:
    """Paragraphs to make pages of, about 300 characters each."""
    dice = random.Random(f"{seed} paragraphs")
    return tuple("".join(sentence(dice) for _number in range(6)) for _number in range(count))


def title(dice: random.Random, number: int) -> str:
    return f"{dice.choice(_WHO)}{dice.choice(_WHAT)}{dice.choice(TITLES)}（{number}）"
