import AimOutlined from "@ant-design/icons/AimOutlined";
import ApartmentOutlined from "@ant-design/icons/ApartmentOutlined";
import AppstoreOutlined from "@ant-design/icons/AppstoreOutlined";
import BarChartOutlined from "@ant-design/icons/BarChartOutlined";
import CalendarOutlined from "@ant-design/icons/CalendarOutlined";
import FileDoneOutlined from "@ant-design/icons/FileDoneOutlined";
import FunnelPlotOutlined from "@ant-design/icons/FunnelPlotOutlined";
import MessageOutlined from "@ant-design/icons/MessageOutlined";
import ProjectOutlined from "@ant-design/icons/ProjectOutlined";
import DeploymentUnitOutlined from "@ant-design/icons/DeploymentUnitOutlined";
import ScheduleOutlined from "@ant-design/icons/ScheduleOutlined";
import SettingOutlined from "@ant-design/icons/SettingOutlined";
import TeamOutlined from "@ant-design/icons/TeamOutlined";
import type { ReactNode } from "react";

export const PLACE_ICONS: Record<string, ReactNode> = {
  workbench: <AppstoreOutlined />,
  leads: <FunnelPlotOutlined />,
  dispatch: <DeploymentUnitOutlined />,
  customers: <TeamOutlined />,
  opportunities: <ProjectOutlined />,
  activities: <CalendarOutlined />,
  chats: <MessageOutlined />,
  contracts: <FileDoneOutlined />,
  targets: <AimOutlined />,
  plans: <ScheduleOutlined />,
  analytics: <BarChartOutlined />,
  team: <ApartmentOutlined />,
  settings: <SettingOutlined />,
};
